/** What pages are built of: sections, tables, numbers and drawings, all escaped where they are written. */
package org.mir4j.cli.report.html.page;
