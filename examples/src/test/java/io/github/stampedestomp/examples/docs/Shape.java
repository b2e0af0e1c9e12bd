package io.github.stampedestomp.examples.docs;

import java.util.stream.Stream;

/** What a block of Java may be, and how it becomes a source: what is put before its text stands on one line. */
enum Shape {
    /** One or more types; a package and imports of its own may stand before them. */
    UNIT {
        @Override
        String source(Block block, String imports) {
            return (declaresPackage(block) ? "" : imports) + "\n" + block.text();
        }

        @Override
        boolean fits(Block block) {
            return block.given().isEmpty();
        }
    },

    /** What may stand in a method. */
    STATEMENTS {
        @Override
        String source(Block block, String imports) {
            return imports + method(block) + "\n" + block.text() + "}}";
        }
    },

    /** What may stand in a class: it is a local one, so that it too sees what is given. */
    MEMBERS {
        @Override
        String source(Block block, String imports) {
            return imports + method(block) + "class Members {\n" + block.text() + "}}}";
        }
    };

    /** {@return the source, in which the text begins on the second line} */
    abstract String source(Block block, String imports);

    /** {@return false if the block can't be of this shape, whatever its text} */
    boolean fits(Block block) {
        return true;
    }

    static Stream<Shape> fitting(Block block) {
        return Stream.of(values()).filter(shape -> shape.fits(block));
    }

    private static String method(Block block) {
        return "class Snippet { void snippet(" + block.given() + ") throws Exception {";
    }

    private static boolean declaresPackage(Block block) {
        return block.text().lines().anyMatch(line -> line.startsWith("package "));
    }
}
