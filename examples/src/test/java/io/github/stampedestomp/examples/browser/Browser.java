package io.github.stampedestomp.examples.browser;

import io.github.stampedestomp.examples.program.Program;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, one for all tests of a class; the tabs that a test opens are closed after it. It reaches
 * nothing but this machine. Where Chromium or its driver is missing, the class is skipped, but fails if {@code CI} is set.
 */
public final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            // Else the timers of the tabs behind would run once a second.
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding");

    /** Held here, since the garbage collector takes loggers that nobody holds, and their levels with them. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        // It warns of any Chromium younger than itself, for the sake of features that nothing here uses.
        SELENIUM.setLevel(Level.SEVERE);
    }

    private ChromeDriver driver;
    private String firstTab;

    @Override
    public void beforeAll(ExtensionContext context) {
        Path chromium = Program.require(context, "chromium", "chromium-browser", "google-chrome");
        Path chromedriver = Program.require(context, "chromedriver");
        // A driver that is named is not looked for anywhere else.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
        driver = new ChromeDriver(service, options(chromium));
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        firstTab = driver.getWindowHandle();
    }

    private static ChromeOptions options(Path chromium) {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(ARGUMENTS);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
        return options;
    }

    /** {@return a new tab that shows a page} */
    public Tab open(String url) {
        driver.switchTo().window(firstTab); // the tab in front may have been closed
        driver.switchTo().newWindow(WindowType.TAB);
        Tab tab = new Tab(driver, driver.getWindowHandle());
        driver.get(url);
        return tab;
    }

    /** {@return a new tab of a certain size that shows a page} */
    public Tab open(String url, int width, int height) {
        Tab tab = open("about:blank");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.get(url);
        return tab;
    }

    /** {@return what the browser has complained about since it was last asked} */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (String tab : Set.copyOf(driver.getWindowHandles())) {
            if (!tab.equals(firstTab)) {
                driver.switchTo().window(tab).close();
            }
        }
        driver.switchTo().window(firstTab);
        complaints();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
    }
}
