package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What the machine can do without gathering: one thread that passes each SEND on to the subscribers of its destination by one write
 * to each. Every subscription is told of by the id 0, nothing is checked, and nothing has a limit.
 */
final class WriteFloor {
    private static final int BACKLOG = 1024;
    private static final int ROOM_BYTES = 512 * 1024;

    private final Selector selector = Selector.open();
    private final FloorTopics topics = new FloorTopics();
    private final FloorMessage message = new FloorMessage();
    private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM_BYTES);

    private WriteFloor() throws IOException {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException {
        WriteFloor floor = new WriteFloor();
        ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(floor.selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(floor::serve, "floor");
        thread.setDaemon(true);
        thread.start();
        Measured.answer(listening.socket().getLocalPort());
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::act);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void act(SelectionKey key) {
        if (key.channel() instanceof ServerSocketChannel listening) {
            accept(listening);
            return;
        }
        FloorConnection connection = (FloorConnection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.writeWaiting();
            }
            if (key.isReadable()) {
                connection.read(room);
            }
        } catch (IOException e) {
            connection.close();
        }
    }

    private void accept(ServerSocketChannel listening) {
        try {
            SocketChannel channel = listening.accept();
            while (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new FloorConnection(channel, key, topics, message));
                channel = listening.accept();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
