package io.github.stampedestomp.server;

/** What all settings are held to. */
final class Setting {
    private Setting() {}

    /**
     * Refuses a value.
     *
     * @param name of the setting, as the program calls it
     */
    static void require(boolean isRight, String name, Object value) {
        if (!isRight) {
            throw new IllegalArgumentException(name + " must not be " + value);
        }
    }
}
