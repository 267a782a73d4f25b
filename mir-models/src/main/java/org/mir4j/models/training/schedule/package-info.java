/** How the learning rate changes while training goes on. */
package org.mir4j.models.training.schedule;
