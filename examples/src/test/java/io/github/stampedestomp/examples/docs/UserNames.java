package io.github.stampedestomp.examples.docs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of the document of users that says how names are written in destinations. */
public final class UserNames {
    static final String REST = "/queue/news";

    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| `(/user/[^/]+" + REST + ")` \\|");

    private UserNames() {}

    /** {@return the document} */
    public static Document document() throws IOException {
        return Document.read("docs/users.md");
    }

    /** {@return the destinations by the names} */
    public static Map<String, String> documented() throws IOException {
        Map<String, String> destinationsByName = new LinkedHashMap<>();
        for (String line : document().lines()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                destinationsByName.put(row.group(1), row.group(2));
            }
        }
        return destinationsByName;
    }
}
