// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.TaskMetrics;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as its reader has it: parsed as XML, which fails if anything in it is not well-formed. */
public record ReadPage(String html, Document document) {

    /** The page of a result, with what lies behind its numbers. */
    static ReadPage of(EvaluationResult result, TaskMetrics details) {
        StringBuilder html = new StringBuilder();
        try {
            HtmlReport.write(with(result, details), html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(html.toString());
    }

    private static EvaluationResult with(EvaluationResult result, TaskMetrics details) {
        return new EvaluationResult(
                result.dataset(),
                result.split(),
                result.system(),
                result.settings(),
                result.tracks(),
                result.failures(),
                result.summary(),
                details,
                result.omissions(),
                result.notes(),
                result.versions(),
                result.time());
    }

    private static ReadPage parse(String html) {
        try {
            return new ReadPage(
                    html,
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(html))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the page is not well-formed", e);
        }
    }

    /** The elements that an XPath finds. */
    List<Element> all(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                elements.add((Element) nodes.item(i));
            }
            return elements;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** What the elements say that an XPath finds. */
    public List<String> texts(String path) {
        return all(path).stream().map(Element::getTextContent).toList();
    }

    /** The cells of the rows of a table's body. */
    List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        for (Element row : all(table + "//tbody/tr")) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.getChildNodes().getLength(); i++) {
                cells.add(row.getChildNodes().item(i).getTextContent());
            }
            rows.add(cells);
        }
        return rows;
    }
}
