package planted.upward.http;

/** What no event loop may know. */
public record Above() {}
