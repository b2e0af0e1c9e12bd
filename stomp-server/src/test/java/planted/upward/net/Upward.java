package planted.upward.net;

import planted.upward.http.Above;

/** An event loop that reaches up to HTTP. */
record Upward(Above http) {}
