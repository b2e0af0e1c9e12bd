package io.github.stampedestomp.faults;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation over plain HTTP: one connection receives, another one sends. */
final class HttpTalk implements Talk {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Swarm swarm;
    private final Talk.Ear ear;
    private final byte[] ask;
    private final String sendPath;
    private final List<String> unsaid = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private @Nullable Link receiving;
    private @Nullable Link sending;
    private boolean opened;
    private boolean busy;
    private boolean left;

    private HttpTalk(Swarm swarm, String session, String transport, Talk.Ear ear) {
        this.swarm = swarm;
        this.ear = ear;
        this.ask = Wire.post(session + transport, "");
        this.sendPath = session + "/xhr_send";
    }

    static HttpTalk begin(Swarm swarm, String session, String transport, Talk.Ear ear) {
        HttpTalk talk = new HttpTalk(swarm, session, transport, ear);
        talk.receiving = swarm.connect(talk.new Receiving());
        return talk;
    }

    @Override
    public void say(String frame) {
        unsaid.add(frame.replace("^@", "\0"));
        sayAll();
    }

    private void sayAll() {
        if (!busy && !unsaid.isEmpty()) {
            busy = true;
            if (sending == null) {
                sending = swarm.connect(new Sending());
            }
            sending.send(Wire.post(sendPath, SockJsText.array(unsaid)));
            unsaid.clear();
        }
    }

    @Override
    public void pause() {
        if (receiving != null) {
            receiving.pause();
        }
    }

    @Override
    public void resume() {
        if (receiving != null) {
            receiving.resume();
        }
    }

    @Override
    public void leave() {
        left = true;
        if (receiving != null) {
            receiving.close();
        }
        if (sending != null) {
            sending.close();
        }
    }

    @Override
    public void breakOff() {
        left = true;
        if (receiving != null) {
            receiving.reset();
        }
        if (sending != null) {
            sending.reset();
        }
    }

    private void over(String why) {
        if (!left) {
            leave();
            ear.over(why);
        }
    }

    private void hearLine(String frame) {
        if (left || frame.isEmpty()) {
            return;
        }
        switch (frame.charAt(0)) {
            case 'o' -> open();
            case 'a' -> SockJsText.strings(frame).forEach(this::hear);
            case 'c' -> over("closed with " + frame);
            default -> {} // a heartbeat, or the prelude of a stream
        }
    }

    /** Whoever asks for a session that is gone is given a new one, which is not what was talked in. */
    private void open() {
        if (opened) {
            over("the session was gone");
        } else {
            opened = true;
            ear.opened();
        }
    }

    private void hear(String text) {
        int end = text.lastIndexOf('\0');
        if (end >= 0 && !left) {
            ear.heard(text.substring(0, end));
        }
    }

    /** The connection on which frames come. */
    private final class Receiving implements Swarm.Member, ResponseStream.Reader {
        private final ResponseStream responses = new ResponseStream(this);

        @Override
        public void connected(Link link) {
            link.send(ask);
        }

        @Override
        public void received(Link link, ByteBuffer bytes) {
            responses.read(bytes);
        }

        @Override
        public void ended(Link link) {
            over("the receiving connection has ended");
        }

        @Override
        public void status(int status) {
            if (status != OK) {
                over("receiving was answered with " + status);
            }
        }

        @Override
        public void body(String piece) {
            line.append(piece);
            int end = line.indexOf("\n");
            while (end >= 0) {
                String frame = line.substring(0, end);
                line.delete(0, end + 1);
                hearLine(frame);
                end = line.indexOf("\n");
            }
        }

        @Override
        public void end() {
            if (!left && receiving != null) {
                receiving.send(ask);
            }
        }
    }

    /** The connection on which frames go. */
    private final class Sending implements Swarm.Member, ResponseStream.Reader {
        private final ResponseStream responses = new ResponseStream(this);

        @Override
        public void received(Link link, ByteBuffer bytes) {
            responses.read(bytes);
        }

        @Override
        public void ended(Link link) {
            if (busy || !unsaid.isEmpty()) {
                over("the sending connection has ended");
            }
            sending = null; // an idle one may be ended by the server
        }

        @Override
        public void status(int status) {
            if (status != NO_CONTENT) {
                over("sending was answered with " + status);
            }
        }

        @Override
        public void body(String piece) {}

        @Override
        public void end() {
            busy = false;
            if (!left) {
                sayAll();
            }
        }
    }
}
