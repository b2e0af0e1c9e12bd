package planted.upward.codec;

/** What no frame may know. */
public record Above() {}
