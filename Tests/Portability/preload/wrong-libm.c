// Functions of libm that all give the same number: preloaded, they must not change a bit.

#define UNARY(name) \
  double name(double x) { return 0.123; } \
  float name##f(float x) { return 0.123f; }
#define BINARY(name) \
  double name(double x, double y) { return 0.123; } \
  float name##f(float x, float y) { return 0.123f; }

UNARY(exp) UNARY(exp2) UNARY(exp10) UNARY(expm1) UNARY(log) UNARY(log2) UNARY(log10) UNARY(log1p)
UNARY(sin) UNARY(cos) UNARY(tan) UNARY(asin) UNARY(acos) UNARY(atan) UNARY(sinh) UNARY(cosh) UNARY(tanh)
UNARY(asinh) UNARY(acosh) UNARY(atanh) UNARY(cbrt) UNARY(erf) UNARY(erfc) UNARY(tgamma) UNARY(lgamma)
UNARY(sqrt)
BINARY(atan2) BINARY(pow) BINARY(hypot)

double fma(double x, double y, double z) { return 0.123; }
float fmaf(float x, float y, float z) { return 0.123f; }
void sincos(double x, double *s, double *c) { *s = *c = 0.123; }
void sincosf(float x, float *s, float *c) { *s = *c = 0.123f; }
