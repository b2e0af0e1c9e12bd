/** STOMP without a network: frames, their codec, the broker and a client's session. */
module io.github.stampedestomp.core {
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.github.stampedestomp.frame;
    exports io.github.stampedestomp.codec;
    exports io.github.stampedestomp.broker;
    exports io.github.stampedestomp.user;
    exports io.github.stampedestomp.request;
    exports io.github.stampedestomp.session;
}
