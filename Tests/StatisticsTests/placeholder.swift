import Kernels
import Statistics
