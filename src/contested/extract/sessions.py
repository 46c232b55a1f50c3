"""Models in ONNX, ready to run."""

from typing import Any


def session(model: bytes) -> Any:
    """An `onnxruntime.InferenceSession` on the processor, in one thread."""
    import onnxruntime  # late: a tenth of a second

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # a second thread costs more than it saves; run more processes
    return onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        # Fused into one, adding and normalising take a dozen times as long as one after the other.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
