package io.github.stampedestomp.faults;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the samples of a soak. */
final class SoakPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final double SECONDS_PER_MINUTE = 60;

    private final List<Sample> samples;

    SoakPicture(List<Sample> samples) {
        this.samples = samples;
    }

    void write(Path png) throws IOException {
        List<XYChart> charts = List.of(
                chart("Live heap of the server after a collection, MiB", Sample::heapMebibytes),
                chart("Deliveries in a second", Sample::deliveredPerSecond),
                chart("Latency that 99 % of the deliveries keep, ms", Sample::milliseconds));
        BitmapEncoder.saveBitmap(charts, charts.size(), 1, png.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private XYChart chart(String title, ToDoubleFunction<Sample> value) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("minutes")
                .build();
        chart.getStyler()
                .setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setXAxisDecimalPattern("0.#");
        double[] minutes = samples.stream()
                .mapToDouble(sample -> sample.at().toSeconds() / SECONDS_PER_MINUTE)
                .toArray();
        chart.addSeries(title, minutes, samples.stream().mapToDouble(value).toArray())
                .setMarker(SeriesMarkers.NONE);
        return chart;
    }
}
