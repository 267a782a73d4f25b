/** PyTorch: when it starts, with how many threads, on which device. */
package org.mir4j.models.engine;
