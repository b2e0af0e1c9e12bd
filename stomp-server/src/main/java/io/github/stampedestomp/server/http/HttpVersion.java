package io.github.stampedestomp.server.http;

/** The versions of HTTP that are spoken here. */
public enum HttpVersion {
    /** HTTP/1.0: a connection ends after a response unless both sides say otherwise. */
    HTTP_1_0,
    /** HTTP/1.1: a connection goes on after a response unless one side says otherwise. */
    HTTP_1_1
}
