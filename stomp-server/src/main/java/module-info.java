/** A STOMP server that programs embed: WebSocket and HTTP on one port. */
module io.github.stampedestomp.server {
    requires transitive io.github.stampedestomp.core;
    requires org.java_websocket;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.github.stampedestomp.server;
}
