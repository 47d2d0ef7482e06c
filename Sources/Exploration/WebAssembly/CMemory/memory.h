// What Swift has no name for: the end of a module's own data, and more memory from the page.
#pragma once

extern unsigned char __heap_base;

static inline void *memory_start(void) { return &__heap_base; }

// Bytes that the module has; it gets `pages` more of 65,536 bytes each, and 0 where there are none.
static inline unsigned long memory_size(void) { return __builtin_wasm_memory_size(0) * 65536ul; }
static inline int memory_grow(unsigned long pages) { return __builtin_wasm_memory_grow(0, pages) != -1ul; }
