package io.github.stampedestomp.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** A tab of a {@link Browser}. Comes to the front by itself when it is used. */
public final class Tab {
    private static final String CALL = """
            const args = arguments[0];
            const done = arguments[1];
            (async () => { %s })().then(value => done({ value }), error => done({ error: String(error) }));
            """;

    private static final String UNTIL = """
            const end = Date.now() + 20000;
            while (!(%s)) {
              if (Date.now() > end) { return document.title + '\\n' + document.body.innerText; }
              await new Promise(soon => setTimeout(soon, 10));
            }
            return null;
            """;

    private final Chromium chromium;
    private final String handle;

    Tab(Chromium chromium, String handle) {
        this.chromium = chromium;
        this.handle = handle;
    }

    /**
     * {@return what an asynchronous function returns}
     *
     * @param body the function's body in JavaScript, which may await
     * @param args what the body finds in {@code args}
     */
    public Object call(String body, Object... args) {
        Map<?, ?> result = (Map<?, ?>) front().executeAsyncScript(CALL.formatted(body), Arrays.asList(args));
        assertThat(result.get("error"))
                .as("the error of this script:%n%s", body)
                .isNull();
        return result.get("value");
    }

    /** Waits until an expression in JavaScript holds. */
    public void until(String condition, Object... args) {
        Object shown = call(UNTIL.formatted(condition), args);
        assertThat(shown)
                .as("the page when it had been waiting 20 s for %s with %s", condition, Arrays.toString(args))
                .isNull();
    }

    /** {@return the visible texts of all elements that a CSS selector finds} */
    public List<String> texts(String selector) {
        return front().findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getText())
                .toList();
    }

    /** Presses keys one after the other, wherever the focus is. */
    public void press(CharSequence... keys) {
        front().switchTo().activeElement().sendKeys(keys);
    }

    /** Puts a text at once where the caret is, as pasting and dictating do. */
    public void insert(String text) {
        front().executeCdpCommand("Input.insertText", Map.of("text", text));
    }

    /** Holds a key while another is pressed. */
    public void pressTogether(CharSequence held, CharSequence key) {
        new Actions(front()).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** Clicks on the first element that a CSS selector finds. */
    public void click(String selector) {
        front().findElement(By.cssSelector(selector)).click();
    }

    /** Loads the page again. */
    public void reload() {
        front().navigate().refresh();
    }

    /** Pretends that the user prefers dark pages. */
    public void preferDark() {
        Map<String, String> dark = Map.of("name", "prefers-color-scheme", "value", "dark");
        front().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(dark)));
    }

    /** {@return the tab as a PNG} */
    public byte[] screenshot() {
        return front().getScreenshotAs(OutputType.BYTES);
    }

    /** Closes the tab. */
    public void close() {
        chromium.close(handle);
    }

    private ChromeDriver front() {
        return chromium.show(handle);
    }
}
