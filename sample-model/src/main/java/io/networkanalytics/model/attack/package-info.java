/**
 * What the attack stage says to other stages and to the world: events, and rules against attacks.
 */
package io.networkanalytics.model.attack;
