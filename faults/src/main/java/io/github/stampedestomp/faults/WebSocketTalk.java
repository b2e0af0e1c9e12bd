package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation over a WebSocket, plain or in the frames of SockJS. */
final class WebSocketTalk implements Talk, Swarm.Member {
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int OPCODE = 0x0f;

    private final Talk.Ear ear;
    private final boolean sockJs;
    private final byte[] upgrade;
    private final ByteLine come = new ByteLine();
    private @Nullable Link link;
    private boolean upgraded;
    private boolean left;

    private WebSocketTalk(Talk.Ear ear, boolean sockJs, String path) {
        this.ear = ear;
        this.sockJs = sockJs;
        this.upgrade = Wire.upgrade(path);
    }

    static WebSocketTalk plain(Swarm swarm, String path, Talk.Ear ear) {
        return begin(swarm, new WebSocketTalk(ear, false, path));
    }

    static WebSocketTalk sockJs(Swarm swarm, String path, Talk.Ear ear) {
        return begin(swarm, new WebSocketTalk(ear, true, path));
    }

    private static WebSocketTalk begin(Swarm swarm, WebSocketTalk talk) {
        talk.link = swarm.connect(talk);
        return talk;
    }

    private Link link() {
        if (link == null) {
            throw new IllegalStateException("the talk has not begun");
        }
        return link;
    }

    @Override
    public void say(String frame) {
        String wire = frame.replace("^@", "\0");
        link().send(Wire.masked(Wire.TEXT, (sockJs ? SockJsText.array(List.of(wire)) : wire).getBytes(UTF_8)));
    }

    @Override
    public void pause() {
        link().pause();
    }

    @Override
    public void resume() {
        link().resume();
    }

    @Override
    public void leave() {
        left = true;
        link().close();
    }

    @Override
    public void breakOff() {
        left = true;
        link().reset();
    }

    @Override
    public void connected(Link connected) {
        connected.send(upgrade);
    }

    @Override
    public void ended(Link ended) {
        over("the connection has ended");
    }

    private void over(String why) {
        if (!left) {
            left = true;
            link().close();
            ear.over(why);
        }
    }

    @Override
    public void received(Link from, ByteBuffer bytes) {
        come.add(bytes);
        if (!upgraded) {
            readHead();
        }
        while (upgraded && !left && hasFrame()) {
            readFrame();
        }
    }

    private void readHead() {
        int length = come.indexOf("\r\n\r\n");
        if (length >= 0) {
            String head = come.takeText(length + 4);
            upgraded = head.startsWith("HTTP/1.1 101 ");
            if (!upgraded) {
                over(head);
            } else if (!sockJs) {
                ear.opened();
            }
        }
    }

    private boolean hasFrame() {
        return come.length() >= 2 && come.length() >= headLength() && come.length() >= headLength() + bodyLength();
    }

    private int headLength() {
        return switch (come.at(1)) {
            case SHORT -> 4;
            case LONG -> 10;
            default -> 2;
        };
    }

    private int bodyLength() {
        int length = come.at(1);
        if (length < SHORT) {
            return length;
        }
        length = 0;
        for (int i = 2; i < headLength(); i++) {
            length = length << 8 | come.at(i);
        }
        return length;
    }

    private void readFrame() {
        int opcode = come.at(0) & OPCODE;
        int length = bodyLength();
        come.take(headLength());
        byte[] body = come.take(length);
        if (opcode == Wire.CLOSE) {
            over("closed with " + (length < 2 ? 0 : ByteBuffer.wrap(body).getShort()));
        } else if (opcode == Wire.TEXT && sockJs) {
            hearSockJs(new String(body, UTF_8));
        } else if (opcode == Wire.TEXT) {
            hear(new String(body, UTF_8));
        }
    }

    private void hearSockJs(String text) {
        switch (text.charAt(0)) {
            case 'o' -> ear.opened();
            case 'a' -> SockJsText.strings(text).forEach(this::hear);
            case 'c' -> over("closed with " + text);
            default -> {} // a heartbeat
        }
    }

    private void hear(String text) {
        int end = text.lastIndexOf('\0');
        if (end >= 0 && !left) {
            ear.heard(text.substring(0, end));
        }
    }
}
