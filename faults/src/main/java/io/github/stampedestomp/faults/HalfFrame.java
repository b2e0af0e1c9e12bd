package io.github.stampedestomp.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program whose clients stop in the middle of a frame, and wait there until the program is killed. */
final class HalfFrame {
    static final String READY = "ready";
    private static final int BODY_BYTES = 1000;

    private HalfFrame() {}

    /** Takes the port and how many clients there are to be. */
    public static void main(String[] arguments) throws IOException {
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            WireClient client =
                    WireClient.connect(Integer.parseInt(arguments[0])).subscribed("0", "/topic/half");
            byte[] frame = Wire.text("SEND\ndestination:/topic/half\n\n" + "x".repeat(BODY_BYTES) + "^@");
            client.write(Arrays.copyOf(frame, frame.length / 2));
            clients.add(client);
        }
        System.out.println(READY);
        int unused = System.in.read();
        System.out.println("not killed but told " + unused + ", with " + clients.size() + " clients");
    }
}
