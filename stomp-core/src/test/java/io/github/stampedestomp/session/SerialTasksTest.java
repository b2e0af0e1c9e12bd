package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tasks of one session on the application's threads. */
class SerialTasksTest {
    private final ManualExecutor application = new ManualExecutor();
    private final HoldCounter client = new HoldCounter();
    private final SerialTasks tasks = new SerialTasks(application, client, () -> {});

    @Test
    void tasksRunInTheirOrder() {
        List<Integer> ran = new ArrayList<>();
        application.becomesBusy();
        for (int i = 0; i < 3; i++) {
            int number = i;
            tasks.add(() -> ran.add(number));
        }
        assertThat(tasks.waiting()).isEqualTo(3);
        application.becomesIdle();
        assertThat(ran).containsExactly(0, 1, 2);
        assertThat(tasks.waiting()).isZero();
    }

    @Test
    void taskThatATaskAddsRunsBehindIt() {
        List<String> ran = new ArrayList<>();
        tasks.add(() -> {
            tasks.add(() -> ran.add("added"));
            ran.add("adding");
        });
        assertThat(ran).containsExactly("adding", "added");
    }

    @Test
    void clientIsHeldOnceWhile64TasksWaitAndReleasedWhen32Do() {
        List<Integer> holdsWhileRunning = new ArrayList<>();
        application.becomesBusy();
        for (int i = 0; i < 63; i++) {
            tasks.add(() -> holdsWhileRunning.add(client.holds()));
        }
        assertThat(client.holds()).isZero();
        for (int i = 0; i < 17; i++) {
            tasks.add(() -> holdsWhileRunning.add(client.holds()));
        }
        assertThat(client.holds()).isEqualTo(1);
        application.becomesIdle();
        assertThat(holdsWhileRunning.subList(0, 47)).isEqualTo(Collections.nCopies(47, 1));
        assertThat(holdsWhileRunning.subList(47, 80)).isEqualTo(Collections.nCopies(33, 0));
    }
}
