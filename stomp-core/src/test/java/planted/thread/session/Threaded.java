package planted.thread.session;

/** A session that starts a thread. */
class Threaded {
    void start() {
        new Thread(() -> {}).start();
    }
}
