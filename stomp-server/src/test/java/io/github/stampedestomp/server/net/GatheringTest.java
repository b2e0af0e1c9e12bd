package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Gathering gathering = new Gathering();
    private final Random random = new Random(1);
    private final ByteArrayOutputStream given = new ByteArrayOutputStream();
    private SocketChannel writing;
    private SocketChannel reading;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            writing = SocketChannel.open(server.getLocalAddress());
            reading = server.accept();
        }
        writing.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        writing.close();
        reading.close();
    }

    @Test
    void buffersOfAllSizesArriveInTheirOrderHoweverFewBytesTheNetworkTakes() throws IOException {
        WriteQueue queue = new WriteQueue();
        ByteBuffer shared = bytes(70_000);
        for (int i = 0; i < 100; i++) {
            add(queue, bytes(1 + random.nextInt(200)));
            add(queue, i % 3 == 0 ? shared : bytes(random.nextInt(400_000)));
        }
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        while (!queue.isEmpty()) {
            write(queue);
            read(arrived, given.size() - queue.unsentBytes());
        }
        assertThat(arrived.toByteArray()).isEqualTo(given.toByteArray());
    }

    @Test
    void smallBuffersAndTheLargeOnesAmongThemLeaveWithOneWrite() throws IOException {
        WriteQueue queue = new WriteQueue();
        for (int size : new int[] {10, 20, 20_000, 30, 17_000, 17_000, 40}) {
            add(queue, bytes(size));
        }
        assertThat(write(queue)).isEqualTo(given.size());
        assertThat(queue.isEmpty()).isTrue();
        assertThat(gathering.hasRemaining()).isFalse();
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        read(arrived, given.size());
        assertThat(arrived.toByteArray()).isEqualTo(given.toByteArray());
    }

    @Test
    void aMessageToAllAndOneForEachAreNotTakenForEachOther() throws IOException {
        ByteBuffer toAll = bytes(20_000);
        List<ByteBuffer> forEach = new ArrayList<>();
        for (int client = 0; client < 3 * LargeCopies.COPIES; client++) {
            forEach.add(bytes(20_000));
            WriteQueue queue = new WriteQueue();
            add(queue, toAll);
            add(queue, forEach.get(client));
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            while (!queue.isEmpty()) {
                write(queue);
                read(arrived, given.size() - queue.unsentBytes());
            }
            assertThat(arrived.toByteArray()).isEqualTo(given.toByteArray());
            given.reset();
        }
    }

    @Test
    void itKnowsWhenTheNetworkHasLeftSomething() throws IOException {
        WriteQueue queue = new WriteQueue();
        ByteBuffer large = bytes(100_000);
        do {
            add(queue, large);
            add(queue, bytes(5));
            write(queue);
        } while (queue.isEmpty()); // until the system buffers no more
        assertThat(gathering.hasRemaining()).isTrue();
    }

    private void add(WriteQueue queue, ByteBuffer wire) {
        byte[] copy = new byte[wire.remaining()];
        wire.get(0, copy);
        given.writeBytes(copy);
        queue.add(wire);
    }

    private int write(WriteQueue queue) throws IOException {
        gathering.gather(queue);
        int taken = gathering.writeTo(writing);
        queue.taken(taken);
        return taken;
    }

    private void read(ByteArrayOutputStream arrived, long upTo) throws IOException {
        ByteBuffer room = ByteBuffer.allocate(64 * 1024);
        while (arrived.size() < upTo) {
            reading.read(room.clear());
            arrived.write(room.array(), 0, room.position());
        }
    }

    private ByteBuffer bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
