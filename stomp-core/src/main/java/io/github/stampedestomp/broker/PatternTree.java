package io.github.stampedestomp.broker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions by pattern: a tree with a level for each segment of a destination. {@code *} stands for one segment,
 * {@code **} for any number of them, none included; both only as whole segments.
 *
 * <p>Looking up takes time in proportion to the segments of the destination times the nodes of the tree that fit, whatever
 * patterns clients have made up. It takes no lock; changes do.
 */
final class PatternTree {
    static final String ONE = "*";
    static final String ANY = "**";

    private static final class Node {
        final Map<String, Node> children = new ConcurrentHashMap<>();
        final SubscriberSet subscribers = new SubscriberSet();
        /** Whether this node ends with {@code **}, and so stays reached whatever segment follows. */
        final boolean any;

        Node(boolean any) {
            this.any = any;
        }

        boolean isEmpty() {
            return children.isEmpty() && subscribers.isEmpty();
        }
    }

    private final Node root = new Node(false);
    private final Occupancy occupancy;

    PatternTree(Occupancy occupancy) {
        this.occupancy = occupancy;
    }

    synchronized void add(Subscriber subscriber) {
        occupancy.requireRoomForDestination();
        Node node = root;
        for (String segment : Destinations.segments(subscriber.destination())) {
            node = node.children.computeIfAbsent(segment, name -> new Node(name.equals(ANY)));
        }
        occupancy.addDestinations(node.subscribers.isEmpty() ? 1 : 0);
        occupancy.addSubscriptions(node.subscribers.add(subscriber) ? 1 : 0);
    }

    synchronized void remove(Subscriber subscriber) {
        remove(root, Destinations.segments(subscriber.destination()), 0, subscriber);
    }

    @GuardedBy("this")
    private void remove(Node node, String[] segments, int depth, Subscriber subscriber) {
        if (depth == segments.length) {
            boolean isRemoved = node.subscribers.remove(subscriber);
            occupancy.addSubscriptions(isRemoved ? -1 : 0);
            occupancy.addDestinations(isRemoved && node.subscribers.isEmpty() ? -1 : 0);
            return;
        }
        Node child = node.children.get(segments[depth]);
        if (child != null) {
            remove(child, segments, depth + 1, subscriber);
            if (child.isEmpty()) {
                node.children.remove(segments[depth]);
            }
        }
    }

    boolean isEmpty() {
        return root.children.isEmpty();
    }

    /** Calls a function with each pattern that has subscribers. */
    synchronized void forEach(BiConsumer<String, SubscriberSet> action) {
        // Each destination begins with a slash, so the first level holds nothing but the empty segment.
        root.children.forEach((segment, child) -> forEach(segment, child, action));
    }

    private static void forEach(String pattern, Node node, BiConsumer<String, SubscriberSet> action) {
        if (!node.subscribers.isEmpty()) {
            action.accept(pattern, node.subscribers);
        }
        node.children.forEach((segment, child) -> forEach(pattern + "/" + segment, child, action));
    }

    /** Calls a function with the subscribers of each pattern that fits a destination. */
    void match(String destination, Consumer<SubscriberSet> found) {
        List<Node> here = new ArrayList<>();
        reach(root, here, identitySet());
        for (String segment : Destinations.segments(destination)) {
            List<Node> next = new ArrayList<>();
            Set<Node> reached = identitySet();
            for (Node node : here) {
                step(node, segment, next, reached);
            }
            here = next;
        }
        here.forEach(node -> found.accept(node.subscribers));
    }

    private static void step(Node node, String segment, List<Node> next, Set<Node> reached) {
        reach(node.children.get(segment), next, reached);
        reach(node.children.get(ONE), next, reached);
        if (node.any) {
            reach(node, next, reached);
        }
    }

    private static void reach(@Nullable Node node, List<Node> nodes, Set<Node> reached) {
        // Only a ** can be reached twice, from above and by staying.
        if (node != null && (!node.any || reached.add(node))) {
            nodes.add(node);
            // It may stand for no segment at all.
            reach(node.children.get(ANY), nodes, reached);
        }
    }

    private static Set<Node> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
