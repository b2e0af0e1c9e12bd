package io.github.stampedestomp.faults;

import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** One connection of a {@link Swarm}, and of its thread. */
final class Link {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Swarm.Member member;
    private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
    private boolean connected;
    private boolean paused;

    private Link(SocketChannel channel, SelectionKey key, Swarm.Member member) {
        this.channel = channel;
        this.key = key;
        this.member = member;
    }

    static Link connect(SocketChannel channel, Selector selector, InetSocketAddress server, Swarm.Member member)
            throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, OP_CONNECT);
        Link link = new Link(channel, key, member);
        key.attach(link);
        channel.connect(server);
        return link;
    }

    /** Sends bytes as soon as the network takes them. */
    void send(byte[] bytes) {
        unsent.add(ByteBuffer.wrap(bytes));
        if (connected) {
            attempt(this::flush);
        }
    }

    /** {@return whether all that was sent has left} */
    boolean isFlushed() {
        return unsent.isEmpty();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Reads no more until {@link #resume}. */
    void pause() {
        paused = true;
        updateInterest();
    }

    void resume() {
        paused = false;
        updateInterest();
    }

    /** Ends the connection in order. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("a link was closed with an error: " + e);
        }
    }

    /** Breaks the connection off. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            System.err.println("a link cannot be reset: " + e);
        }
        close();
    }

    void ready(ByteBuffer room) {
        attempt(() -> {
            if (key.isConnectable() && channel.finishConnect()) {
                connected = true;
                member.connected(this);
            }
            if (key.isValid() && key.isReadable()) {
                read(room);
            }
            if (channel.isOpen()) {
                flush();
            }
        });
    }

    private void read(ByteBuffer room) throws IOException {
        int count = channel.read(room.clear());
        if (count < 0) {
            end();
        } else if (count > 0) {
            member.received(this, room.flip());
        }
    }

    private void flush() throws IOException {
        ByteBuffer first = unsent.peek();
        while (first != null && connected) {
            channel.write(first);
            if (first.hasRemaining()) {
                break;
            }
            unsent.remove();
            first = unsent.peek();
        }
        updateInterest();
    }

    private void updateInterest() {
        if (key.isValid() && connected) {
            key.interestOps((paused ? 0 : OP_READ) | (unsent.isEmpty() ? 0 : OP_WRITE));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            end();
        }
    }

    private void end() {
        if (channel.isOpen()) {
            close();
            member.ended(this);
        }
    }
}
