/** Results as tables, JSON, CSV and pictures. */
package org.mir4j.cli.render;
