/**
 * Firewall rules: {@link io.networkanalytics.rules.RuleTable} keeps the rules of all accounts and
 * says what becomes of a sample; {@link io.networkanalytics.rules.RuleExpression} is their language
 * alone. See docs/reference/rule-language.md.
 */
package io.networkanalytics.rules;
