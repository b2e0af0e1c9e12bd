package io.github.stampedestomp.server.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which request receives the frames of a session, whatever happens between two of them. */
class OutgoingTest {
    private static final Response HEAD = Response.of(Status.OK);

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<Receiver> receivers = new LinkedBlockingQueue<>();
    private final List<RawClient> clients = new ArrayList<>();
    private final Outgoing outgoing = new Outgoing(MessageFraming.HTTP, running.clock);

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        running.close();
    }

    @Test
    void aSessionWhoseRequestWasBrokenOffTakesNoOther() throws Exception {
        int port = port();
        Receiver lost = receiver(port);
        outgoing.attach(lost);
        assertThat(outgoing.lose(lost)).isTrue();
        assertThat(outgoing.attach(receiver(port))).isEqualTo(Outgoing.Attachment.TOO_LATE);
        assertThat(outgoing.forget()).isFalse();
    }

    @Test
    void aSessionIsNotForgottenAsLongAsARequestReceives() throws Exception {
        int port = port();
        Receiver receiving = receiver(port);
        assertThat(outgoing.attach(receiving)).isEqualTo(Outgoing.Attachment.DONE);
        assertThat(outgoing.forget()).isFalse();
        outgoing.detach(receiving);
        assertThat(outgoing.forget()).isTrue();
        assertThat(outgoing.attach(receiver(port))).isEqualTo(Outgoing.Attachment.TOO_LATE);
    }

    @Test
    void aCloseFrameCanBeAskedForAgainIfItsRequestWasBrokenOff() throws Exception {
        int port = port();
        Receiver lost = receiver(port);
        outgoing.close(Frames.close(3000, "Go away!"));
        outgoing.attach(lost);
        assertThat(outgoing.lose(lost)).isFalse();
        assertThat(outgoing.attach(receiver(port))).isEqualTo(Outgoing.Attachment.DONE);
    }

    private int port() throws IOException {
        Routes routes = Routes.builder()
                .below(
                        "/",
                        exchange -> receivers.add(
                                new Receiver(exchange, FrameFormat.XHR_POLLING, HEAD, SockJsSettings.DEFAULT)))
                .build();
        return HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(10))
                .port();
    }

    private Receiver receiver(int port) throws InterruptedException {
        clients.add(RawClient.to(port).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        return receivers.take();
    }
}
