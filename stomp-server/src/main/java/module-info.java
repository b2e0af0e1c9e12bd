/** A STOMP server that programs embed: WebSocket and HTTP on one port. */
@SuppressWarnings("requires-automatic") // Micrometer is no named module yet, and needed by one class alone
module io.github.stampedestomp.server {
    requires transitive io.github.stampedestomp.core;
    requires org.java_websocket;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
    requires static jdk.jfr;
    requires static micrometer.core;

    exports io.github.stampedestomp.server;
    exports io.github.stampedestomp.server.metrics;
}
