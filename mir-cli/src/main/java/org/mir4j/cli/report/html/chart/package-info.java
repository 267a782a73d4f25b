/** Charts as SVG that follows the width, the colours and the paper of the page. */
package org.mir4j.cli.report.html.chart;
