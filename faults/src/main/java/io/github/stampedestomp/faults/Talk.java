package io.github.stampedestomp.faults;

/** A conversation of STOMP frames, however they are carried. It belongs to the thread of a swarm. */
interface Talk {
    /** Who takes part in a conversation. */
    interface Ear {
        /** Frames may be said from now on. */
        void opened();

        /** A frame has come, without its NUL. */
        void heard(String frame);

        /** The server has ended the conversation, or broken it off. */
        void over(String why);
    }

    /** Says a frame, in which {@code ^@} stands for NUL. */
    void say(String frame);

    /** Reads no more for a while. */
    void pause();

    /** Reads again. */
    void resume();

    /** Leaves without a word. The ear hears nothing more. */
    void leave();

    /** Breaks off. The ear hears nothing more. */
    void breakOff();
}
