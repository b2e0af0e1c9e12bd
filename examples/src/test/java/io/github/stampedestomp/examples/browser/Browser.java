package io.github.stampedestomp.examples.browser;

import io.github.stampedestomp.examples.program.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A Chromium without a window, one for all test classes that a JVM runs, since its start takes long; what a test opens and
 * leaves in it is gone after the test. Where Chromium or its driver is missing, the class is skipped, but fails if {@code CI}
 * is set.
 */
public final class Browser implements BeforeAllCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(Browser.class);

    private Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        Path program = Program.require(context, "chromium", "chromium-browser", "google-chrome");
        Path driver = Program.require(context, "chromedriver");
        chromium = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(Chromium.class, key -> new Chromium(program, driver), Chromium.class);
    }

    /** {@return a new tab that shows a page} */
    public Tab open(String url) {
        String tab = chromium.open();
        chromium.show(tab).get(url);
        return new Tab(chromium, tab);
    }

    /** {@return a new tab of a certain size that shows a page} */
    public Tab open(String url, int width, int height) {
        String tab = chromium.open();
        chromium.show(tab)
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        chromium.show(tab).get(url);
        return new Tab(chromium, tab);
    }

    /** {@return what the browser has complained about since it was last asked} */
    public List<String> complaints() {
        return chromium.complaints();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        chromium.forget();
    }
}
