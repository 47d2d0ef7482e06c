// a · b + c in single precision, rounded once: WebAssembly has no such instruction that is defined to the last bit.
//
// The product of two floats is exact in double precision. The sum of it and a float is rounded to double and then to
// float, which differs from rounding once in two cases only: where the double lies halfway between two floats, and
// where the float is subnormal. The vector version computes that and tells of doubt in these cases; the scalar one
// rounds the sum to odd (Boldo and Melquiond, 2008, doi 10.1109/TC.2007.70819), after which rounding again is right.
#pragma once

#pragma STDC FP_CONTRACT OFF

typedef float fused_float4 __attribute__((ext_vector_type(4)));
typedef int fused_int4 __attribute__((ext_vector_type(4)));
typedef double fused_double2 __attribute__((ext_vector_type(2)));

// a · b + c, rounded once.
static inline float fused_product(float a, float b, float c) {
  double product = (double)a * b, sum = product + c;
  if (__builtin_isfinite(sum)) {
    // What the rounding of the sum lost, exactly (Knuth's TwoSum).
    double part = sum - product;
    double lost = (product - (sum - part)) + (c - part);
    long long bits = __builtin_bit_cast(long long, sum);
    // Rounded to odd: of the two doubles around the exact sum, the one whose last bit is 1.
    if (lost != 0 && (bits & 1) == 0) {
      bits += (lost > 0) == (sum > 0) ? 1 : -1;
      sum = __builtin_bit_cast(double, bits);
    }
  }
  return (float)sum;
}

#ifndef __wasm_relaxed_simd__
// Both doubles rounded to floats, and two zeros. The compiler would rather round four doubles one by one.
__attribute__((always_inline)) static inline fused_float4 fused_rounded(fused_double2 x) {
  fused_float4 result;
  __asm__("local.get %1\n f32x4.demote_f64x2_zero\n local.set %0" : "=r"(result) : "r"(x));
  return result;
}
#endif

// a · b + c in four lanes. Where a result may not be what rounding once gives, a lane of doubt gets its highest bit.
__attribute__((always_inline)) static inline fused_float4 fused_products(
    fused_float4 a, fused_float4 b, fused_float4 c, fused_int4 *doubt) {
#ifdef __wasm_relaxed_simd__
  // Where the processor has the instruction, and the page has seen that it is the one that is used.
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  fused_double2 low = __builtin_convertvector(a.lo, fused_double2)
      * __builtin_convertvector(b.lo, fused_double2) + __builtin_convertvector(c.lo, fused_double2);
  fused_double2 high = __builtin_convertvector(a.hi, fused_double2)
      * __builtin_convertvector(b.hi, fused_double2) + __builtin_convertvector(c.hi, fused_double2);
  fused_float4 result = __builtin_shufflevector(fused_rounded(low), fused_rounded(high), 0, 1, 4, 5);
  // The 29 bits that a float has not are 1 and zeros: halfway.
  fused_int4 rest = __builtin_shufflevector((fused_int4)low, (fused_int4)high, 0, 2, 4, 6) & 0x1fffffff;
  fused_int4 halfway = rest == 0x10000000;
  fused_int4 small = __builtin_elementwise_abs(result) <= 0x1p-126f;
  *doubt |= halfway | small;
  return result;
#endif
}
