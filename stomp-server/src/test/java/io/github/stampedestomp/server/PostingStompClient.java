package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** SockJS over plain HTTP: one connection to send, and one to receive. */
abstract class PostingStompClient extends SockJsStompClient {
    private final SockJsClient sending;
    private final SockJsClient receiving;
    private final String target;
    private boolean isOpen;

    PostingStompClient(int port, String session, String sendBy) {
        sending = new SockJsClient(port);
        receiving = new SockJsClient(port);
        target = session + "/" + sendBy;
    }

    /** {@return the next frame of SockJS, by another request or by one that goes on} */
    abstract String receive(SockJsClient client);

    @Override
    final String receive() {
        return receive(receiving);
    }

    @Override
    final void post(String payload) {
        if (!isOpen) {
            isOpen = true;
            if (!receive().strip().equals("o")) {
                throw new AssertionError("the session has not been opened");
            }
        }
        Answer answer = target.endsWith("jsonp_send")
                ? sending.post(
                                target,
                                "d=" + URLEncoder.encode(payload, UTF_8),
                                "Content-Type: application/x-www-form-urlencoded")
                        .answer()
                : sending.post(target, payload).answer();
        if (!answer.status().startsWith("20")) {
            throw new AssertionError(answer);
        }
    }

    @Override
    public final void close() {
        sending.close();
        receiving.close();
    }
}
