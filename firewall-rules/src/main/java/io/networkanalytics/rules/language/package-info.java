/**
 * Text to tree: lexer, parser and checker of rule expressions, the table of fields, the printer.
 */
package io.networkanalytics.rules.language;
