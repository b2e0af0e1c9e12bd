package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarsTest {
    private static final int WHITE = 0xffffffff;

    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void measureAllLoadsWithOneServerLeftOut() {
        for (Load load : Load.all()) {
            Comparison comparison = new Comparison();
            int step = comparisons.size();
            for (Peer peer : Peer.values()) {
                step += 2;
                if (peer != Peer.VERTX || comparisons.size() != 2) {
                    comparison.add(peer, new Round().put(Figure.CPU_PER_DELIVERY, 40 * step * step), new Faults());
                }
            }
            comparisons.put(load.name(), comparison);
        }
    }

    @Test
    void everyServerHasBarsOfItsColour() throws IOException {
        BufferedImage picture = written(Figure.CPU_PER_DELIVERY);
        assertThat(picture.getWidth()).isEqualTo(1600);
        assertThat(picture.getHeight()).isEqualTo(900);
        int[] colours = picture.getRGB(0, 0, 1600, 900, null, 0, 1600);
        for (Peer peer : Peer.values()) {
            assertThat(colours).as(peer.title()).contains(Bars.colour(peer).getRGB());
        }
        assertThat(colours).contains(WHITE);
    }

    @Test
    void nothingIsDrawnOfAFigureThatNobodyHas() throws IOException {
        Path png = folder.resolve("none.png");
        new Bars(Figure.DELIVERIES_PER_SECOND, comparisons).write(png);
        assertThat(png).doesNotExist();
    }

    private BufferedImage written(Figure figure) throws IOException {
        Path png = folder.resolve("some.png");
        new Bars(figure, comparisons).write(png);
        return ImageIO.read(png.toFile());
    }
}
