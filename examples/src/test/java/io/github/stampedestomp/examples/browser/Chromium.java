package io.github.stampedestomp.examples.browser;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium that runs without a window, and its driver. It reaches nothing but this machine. */
final class Chromium implements AutoCloseable {
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

    private final ChromeDriver driver;
    private final String firstTab;
    private String shown;

    Chromium(Path program, Path chromedriver) {
        // A driver that is named is not looked for anywhere else.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
        driver = new ChromeDriver(service, options(program));
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        firstTab = driver.getWindowHandle();
        shown = firstTab;
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

    /** Opens a tab in front of the others, and returns its handle. */
    String open() {
        show(firstTab); // the tab in front may have been closed
        driver.switchTo().newWindow(WindowType.TAB);
        shown = driver.getWindowHandle();
        return shown;
    }

    /** Brings a tab to the front, unless it is there, and returns the driver of it. */
    ChromeDriver show(String tab) {
        if (!tab.equals(shown)) {
            driver.switchTo().window(tab);
            shown = tab;
        }
        return driver;
    }

    void close(String tab) {
        show(tab).close();
        shown = null;
    }

    /** {@return what the browser has complained about since it was last asked} */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Closes all tabs but the first, which shows nothing, and drops all cookies. */
    void forget() {
        for (String tab : Set.copyOf(driver.getWindowHandles())) {
            if (!tab.equals(firstTab)) {
                close(tab);
            }
        }
        show(firstTab).executeCdpCommand("Network.clearBrowserCookies", Map.of());
        complaints();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
