package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of the floor. */
final class FloorConnection {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int OWN_ROOM_BYTES = 512 * 1024;
    /** A frame of which less may be missing is not moved to get room for the rest. */
    private static final int LEAST_ROOM_BYTES = 128 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final FloorTopics topics;
    private final List<FloorTopics.Topic> subscribed = new ArrayList<>();
    /** What the network has not taken. */
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private final FloorMessage message;
    /** Where this client's frames are read, once one has not come in one piece; ends at the last byte that has come. */
    private @Nullable ByteBuffer own;

    private boolean isUpgraded;

    FloorConnection(SocketChannel channel, SelectionKey key, FloorTopics topics, FloorMessage message) {
        this.channel = channel;
        this.key = key;
        this.topics = topics;
        this.message = message;
    }

    /**
     * Reads what has come, and does what it asks for.
     *
     * @param shared where it is read, if no frame has begun
     */
    void read(ByteBuffer shared) throws IOException {
        ByteBuffer room = own == null ? shared.clear().flip() : own;
        int begin = room.position();
        room.position(room.limit()).limit(room.capacity());
        if (channel.read(room) < 0) {
            close();
            return;
        }
        room.limit(room.position()).position(begin);
        if (!isUpgraded) {
            upgrade(room);
        }
        while (isUpgraded && FloorFrame.isComplete(room)) {
            handle(FloorFrame.unmasked(room));
        }
        keep(room);
    }

    private void keep(ByteBuffer room) {
        if (own == null && room.hasRemaining()) {
            own = ByteBuffer.allocateDirect(OWN_ROOM_BYTES).put(room).flip();
        } else if (own != null && !own.hasRemaining()) {
            own.clear().flip();
        } else if (own != null && own.capacity() - own.limit() < LEAST_ROOM_BYTES) {
            own.compact().flip();
        }
    }

    private void upgrade(ByteBuffer room) throws IOException {
        byte[] bytes = new byte[room.remaining()];
        room.get(room.position(), bytes);
        String head = new String(bytes, US_ASCII);
        int end = head.indexOf(END_OF_HEAD);
        if (end >= 0) {
            room.position(room.position() + end + END_OF_HEAD.length());
            isUpgraded = true;
            write(FloorFrame.response(head));
        }
    }

    /** {@code payload} is one frame of STOMP, of which the first letters are enough to know its command. */
    private void handle(ByteBuffer payload) throws IOException {
        if (payload.remaining() < 2) {
            return; // a heart-beat
        }
        byte second = payload.get(payload.position() + 1);
        if (second == 'E') {
            send(payload);
        } else if (second == 'U') {
            subscribe(payload);
        } else if (second == 'O') {
            write(FloorFrame.text("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0"));
        }
    }

    private void send(ByteBuffer payload) throws IOException {
        FloorTopics.Topic topic = topic(payload);
        ByteBuffer frame = message.build(topic.head, payload.position(FloorFrame.body(payload)));
        List<FloorConnection> subscribers = topic.subscribers;
        for (int i = 0; i < subscribers.size(); i++) {
            frame.rewind();
            try {
                if (!subscribers.get(i).write(frame)) {
                    message.keep();
                }
            } catch (IOException e) {
                subscribers.get(i).key.interestOps(SelectionKey.OP_READ); // which tells that it has gone
            }
        }
    }

    private void subscribe(ByteBuffer payload) throws IOException {
        FloorTopics.Topic topic = topic(payload);
        topic.subscribers.add(this);
        subscribed.add(topic);
        String frame = US_ASCII.decode(payload.duplicate()).toString();
        int receipt = frame.indexOf("\nreceipt:");
        if (receipt >= 0) {
            String id = frame.substring(receipt + "\nreceipt:".length(), frame.indexOf('\n', receipt + 1));
            write(FloorFrame.text("RECEIPT\nreceipt-id:" + id + "\n\n\0"));
        }
    }

    private FloorTopics.Topic topic(ByteBuffer payload) {
        int from = FloorFrame.destination(payload);
        int to = from;
        while (payload.get(to) != '\n') {
            to++;
        }
        return topics.named(payload, from, to);
    }

    /** Writes a frame by one call. {@return whether the network has taken it; if not, it waits} */
    private boolean write(ByteBuffer frame) throws IOException {
        if (waiting.isEmpty()) {
            channel.write(frame);
        }
        if (frame.hasRemaining()) {
            waiting.add(frame.slice());
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return false;
        }
        return true;
    }

    /** Writes what the network had not taken, frame by frame. */
    void writeWaiting() throws IOException {
        while (!waiting.isEmpty()) {
            channel.write(waiting.element());
            if (waiting.element().hasRemaining()) {
                return;
            }
            waiting.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        subscribed.forEach(topic -> topic.subscribers.remove(this));
        subscribed.clear();
        waiting.clear();
        try {
            channel.close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
