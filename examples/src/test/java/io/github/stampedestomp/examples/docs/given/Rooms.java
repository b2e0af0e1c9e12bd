package io.github.stampedestomp.examples.docs.given;

import java.util.List;

/** The rooms that an application has. */
public interface Rooms {
    /** {@return what they are called} */
    List<String> names();

    /** {@return how many are in a room, 0 if there is none of that name} */
    int size(String name);

    /** {@return whether somebody may enter a room} */
    boolean isOpenTo(String user, String name);
}
