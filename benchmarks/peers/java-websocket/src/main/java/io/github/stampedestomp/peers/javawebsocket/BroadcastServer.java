package io.github.stampedestomp.peers.javawebsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each SEND on to the subscribers of its destination by one {@code broadcast}. Every subscription is told of by the id 0,
 * headers are taken as they stand, and nothing is checked: a floor of what a server must do.
 */
final class BroadcastServer extends WebSocketServer {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastServer.class);
    private static final String CONNECTED = "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0";

    private final Map<String, Set<WebSocket>> subscribersByDestination = new ConcurrentHashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);

    BroadcastServer() {
        super(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new Draft_6455(List.of(), List.of(new Protocol("v12.stomp"), new Protocol("")))));
        setTcpNoDelay(true);
        setConnectionLostTimeout(0); // no client is cut
    }

    /** {@return the port, once it listens} */
    int awaitPort() throws InterruptedException {
        started.await();
        return getPort();
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket client, String frame) {
        if (frame.startsWith("SEND\n")) {
            broadcast(message(frame), subscribers(frame));
        } else {
            answer(client, frame);
        }
    }

    @Override
    public void onMessage(WebSocket client, ByteBuffer bytes) {
        String frame = UTF_8.decode(bytes).toString();
        if (frame.startsWith("SEND\n")) {
            broadcast(message(frame).getBytes(UTF_8), subscribers(frame));
        } else {
            answer(client, frame);
        }
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
        subscribersByDestination.values().forEach(subscribers -> subscribers.remove(client));
    }

    @Override
    public void onError(@Nullable WebSocket client, Exception fault) {
        LOG.warn("A connection or the server failed", fault);
    }

    private void answer(WebSocket client, String frame) {
        if (frame.startsWith("CONNECT\n")) {
            client.send(CONNECTED);
        } else if (frame.startsWith("SUBSCRIBE\n")) {
            subscribers(frame).add(client);
            confirm(client, header(frame, "receipt"));
        }
    }

    private static void confirm(WebSocket client, @Nullable String receipt) {
        if (receipt != null) {
            client.send("RECEIPT\nreceipt-id:" + receipt + "\n\n\0");
        }
    }

    private Set<WebSocket> subscribers(String frame) {
        return subscribersByDestination.computeIfAbsent(
                String.valueOf(header(frame, "destination")), destination -> ConcurrentHashMap.newKeySet());
    }

    /** {@return the frame of all subscribers, which has the headers and the body of the SEND} */
    private static String message(String send) {
        return "MESSAGE\nsubscription:0\nmessage-id:0" + send.substring(send.indexOf('\n'));
    }

    private static @Nullable String header(String frame, String name) {
        String begin = "\n" + name + ":";
        int from = frame.indexOf(begin);
        return from < 0 ? null : frame.substring(from + begin.length(), frame.indexOf('\n', from + 1));
    }
}
