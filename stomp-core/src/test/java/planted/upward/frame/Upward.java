package planted.upward.frame;

import planted.upward.codec.Above;

/** A frame that reaches up to the codec. */
record Upward(Above codec) {}
