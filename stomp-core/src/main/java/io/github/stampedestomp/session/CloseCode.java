package io.github.stampedestomp.session;

/** The close codes, as of RFC 6455, chapter 7.4, with which sessions close their connections. */
final class CloseCode {
    // chapter 7.4.1
    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int POLICY_VIOLATION = 1008;
    static final int INTERNAL_ERROR = 1011;

    /** Registered since, for clients that shall come again. */
    static final int SERVICE_RESTART = 1012;

    /** One of those that chapter 7.4.2 leaves to applications. */
    static final int SIGN_IN_EXPIRED = 4001;

    private CloseCode() {}
}
