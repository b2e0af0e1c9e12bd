package planted.stranger.helper;

/** A class whose package is no floor. */
record Stranger() {}
