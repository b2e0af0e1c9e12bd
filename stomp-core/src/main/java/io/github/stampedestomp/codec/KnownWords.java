package io.github.stampedestomp.codec;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Words of ASCII that come again and again, so that no new text is made of their bytes each time. Immutable. */
final class KnownWords {
    private final String[][] wordsByLength;

    KnownWords(Collection<String> words) {
        int longest = words.stream().mapToInt(String::length).max().orElse(0);
        wordsByLength = new String[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            wordsByLength[i] =
                    words.stream().filter(word -> word.length() == length).toArray(String[]::new);
        }
    }

    /** {@return the word that the bytes of a range are, or null if they are none of these} */
    @Nullable
    String find(byte[] bytes, int from, int to) {
        if (to - from < wordsByLength.length) {
            for (String word : wordsByLength[to - from]) {
                if (isAt(word, bytes, from)) {
                    return word;
                }
            }
        }
        return null;
    }

    private static boolean isAt(String word, byte[] bytes, int from) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
