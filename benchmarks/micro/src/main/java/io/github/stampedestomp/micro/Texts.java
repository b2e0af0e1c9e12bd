package io.github.stampedestomp.micro;

/** What clients send in the benchmarks. */
public final class Texts {
    private static final String JSON = """
            {"order":4711,"customer":"Ada Lovelace","city":"London","items":[{"sku":"A-17","count":3,"price":19.99}]}
            """;

    private Texts() {}

    /** {@return JSON, of ASCII alone, cut off behind a number of characters} */
    public static String json(int characters) {
        return JSON.repeat(characters / JSON.length() + 1).substring(0, characters);
    }

    /** {@return a SEND of STOMP 1.2 as a client of today writes it, with a body of JSON} */
    public static String send(int bodyBytes) {
        return "SEND\ndestination:/topic/shops/17/orders\ncontent-type:application/json\ncontent-length:" + bodyBytes
                + "\n\n" + json(bodyBytes) + "\0";
    }
}
