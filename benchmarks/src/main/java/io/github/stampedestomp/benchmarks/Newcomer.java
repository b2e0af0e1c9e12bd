package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One of many clients until it has subscribed. */
final class Newcomer implements Client {
    /** What it waits for. */
    private enum Stage {
        CONNECTION(""),
        UPGRADE("\r\n\r\n"),
        LOGIN("CONNECTED\n"),
        SUBSCRIPTION("");

        private final String answer;

        Stage(String answer) {
            this.answer = answer;
        }
    }

    private final Multitude multitude;
    private final DeliveryOrder order;
    private final IncomingFrames frames = new IncomingFrames();
    private final StringBuilder heard = new StringBuilder();
    private Stage stage = Stage.CONNECTION;

    Newcomer(Multitude multitude, DeliveryOrder order) {
        this.multitude = multitude;
        this.order = order;
    }

    @Override
    public int act(SelectionKey key, byte[] room) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (stage == Stage.CONNECTION) {
            channel.finishConnect();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key.interestOps(SelectionKey.OP_READ);
            stage = Stage.UPGRADE;
            say(channel, Requests.upgrade("/stomp"));
        } else {
            read(key, channel, room);
        }
        return 0;
    }

    private void read(SelectionKey key, SocketChannel channel, byte[] room) throws IOException {
        int kept = frames.resume(room);
        int count = channel.read(ByteBuffer.wrap(room, kept, room.length - kept));
        if (count < 0) {
            throw new IOException("the server has cut off a client that waits for " + stage);
        }
        if (stage == Stage.UPGRADE) {
            hear(room, 0, count);
        } else {
            frames.take(room, kept + count, this::hear);
        }
        goOn(key, channel);
    }

    private int hear(byte[] bytes, int from, int to) {
        heard.append(new String(bytes, from, to - from, ISO_8859_1));
        return to;
    }

    /** Says what is next, or is a subscriber from now on, if the answer has come. */
    private void goOn(SelectionKey key, SocketChannel channel) throws IOException {
        String answer = stage == Stage.SUBSCRIPTION ? multitude.confirmation() : stage.answer;
        int at = heard.indexOf(answer);
        if (at < 0) {
            return;
        }
        heard.delete(0, at + answer.length());
        switch (stage) {
            case UPGRADE -> {
                stage = Stage.LOGIN; // no server says anything before it is asked
                say(channel, Requests.message("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0"));
            }
            case LOGIN -> {
                stage = Stage.SUBSCRIPTION;
                say(channel, Requests.message(Requests.subscribe("0", Multitude.DESTINATION)));
                multitude.connected();
            }
            default -> key.attach(multitude.subscribed(channel, frames, order));
        }
    }

    private static void say(SocketChannel channel, byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }
}
