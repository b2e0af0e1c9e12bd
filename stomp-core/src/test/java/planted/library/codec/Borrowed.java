package planted.library.codec;

import org.assertj.core.api.Assertions;

/** A codec that uses a library. */
class Borrowed extends Assertions {}
