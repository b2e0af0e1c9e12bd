package io.github.stampedestomp.benchmarks;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The medians of one figure, as a group of bars for each load and a colour for each server. */
final class Bars {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;
    private static final int FONT_SIZE = 18;
    /** The shortest bar shows too. */
    private static final double BELOW_LEAST = 0.8;

    private final Figure figure;
    private final Map<String, Comparison> comparisonsByLoad;

    Bars(Figure figure, Map<String, Comparison> comparisonsByLoad) {
        this.figure = figure;
        this.comparisonsByLoad = comparisonsByLoad;
    }

    /** {@return its colour, told apart from the others by whoever sees few colours too} */
    static Color colour(Peer peer) {
        return new Color(
                switch (peer) {
                    case STAMPEDE -> 0xd55e00;
                    case SPRING -> 0x009e73;
                    case VERTX -> 0x7a3f9d;
                    case ARTEMIS -> 0x0072b2;
                    case JAVA_WEBSOCKET -> 0xe6b800;
                    case FLOOR -> 0x8c8c8c;
                    case RELAY -> 0xb23a00;
                    case RELAY_UNKEPT -> 0xf4a582;
                    case SPRING_RELAY -> 0x00543d;
                });
    }

    /** Writes the picture, unless there is nothing to show. */
    void write(Path png) throws IOException {
        List<String> loads = comparisonsByLoad.keySet().stream()
                .filter(load -> Arrays.stream(Peer.values()).anyMatch(peer -> value(load, peer) != null))
                .toList();
        if (loads.isEmpty()) {
            return;
        }
        CategoryChart chart = chart();
        DoubleSummaryStatistics all = values(loads);
        // Bars begin at 0 by themselves, which no logarithmic scale has.
        chart.getStyler().setYAxisMin(power(Math.floor(Math.log10(all.getMin() * BELOW_LEAST))));
        chart.getStyler().setYAxisMax(power(Math.ceil(Math.log10(all.getMax()))));
        for (Peer peer : Peer.values()) {
            List<@Nullable Double> values = new ArrayList<>();
            loads.forEach(load -> values.add(value(load, peer)));
            if (values.stream().anyMatch(value -> value != null)) {
                chart.addSeries(peer.title(), loads, values).setFillColor(colour(peer));
            }
        }
        BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private @Nullable Double value(String load, Peer peer) {
        Comparison comparison = comparisonsByLoad.get(load);
        OptionalDouble median = comparison == null ? OptionalDouble.empty() : comparison.median(peer, figure);
        return median.isEmpty() || median.getAsDouble() <= 0
                ? null
                : Double.valueOf(figure.scaled(median.getAsDouble()));
    }

    private DoubleSummaryStatistics values(List<String> loads) {
        DoubleSummaryStatistics all = new DoubleSummaryStatistics();
        for (String load : loads) {
            for (Peer peer : Peer.values()) {
                Double value = value(load, peer);
                if (value != null) {
                    all.accept(value);
                }
            }
        }
        return all;
    }

    private static double power(double exponent) {
        return Math.pow(10, exponent);
    }

    private CategoryChart chart() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.titleWithUnit() + ", median, logarithmic")
                .build();
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendFont(font)
                .setChartTitleFont(font.deriveFont(Font.BOLD, FONT_SIZE * 1.3f))
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisDecimalPattern("#,##0.####")
                .setAxisTickLabelsFont(font)
                .setPlotGridVerticalLinesVisible(false)
                .setXAxisLabelRotation(0);
        chart.getStyler().setAvailableSpaceFill(0.9);
        return chart;
    }
}
