package io.github.stampedestomp.examples.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** By what Maven finds an artifact. */
record Coordinates(String groupId, String artifactId, String version) {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    /** {@return the dependencies that the blocks of a document name} */
    static List<Coordinates> of(Document document) throws Exception {
        List<Coordinates> dependencies = new ArrayList<>();
        for (Block block : document.blocks("xml")) {
            for (Node dependency : nodes("//dependency", "<block>" + block.text() + "</block>")) {
                dependencies.add(new Coordinates(
                        text("groupId", dependency), text("artifactId", dependency), text("version", dependency)));
            }
        }
        return dependencies;
    }

    /** {@return the modules that are published, as their POMs say} */
    static List<Coordinates> published() throws Exception {
        List<Coordinates> published = new ArrayList<>();
        for (Node module : nodes("/project/modules/module", pom("."))) {
            Node project = nodes("/project", pom(module.getTextContent())).get(0);
            if (text("properties/maven.deploy.skip", project).isEmpty()) {
                published.add(new Coordinates(
                        text("parent/groupId", project), text("artifactId", project), text("parent/version", project)));
            }
        }
        return published;
    }

    private static String pom(String folder) throws IOException {
        return Files.readString(Document.PROJECT.resolve(folder).resolve("pom.xml"));
    }

    private static List<Node> nodes(String path, String xml) throws Exception {
        // Knows nothing of namespaces, so that names of POMs and of blocks are written alike.
        Node root =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        NodeList found = (NodeList) XPATH.evaluate(path, root, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }

    private static String text(String path, Node node) throws XPathExpressionException {
        return XPATH.evaluate(path, node);
    }
}
